package io.bellbuoy.engine.output;

/** Receives what comes out of a task, in order. Called on the task's thread. */
public interface OutputSink {

    /** An alert, a revision or a retraction. */
    void alert(Output.Alert alert);

    /** An alert, a revision or a retraction of a rule that is only tried. */
    void shadowAlert(Output.Alert alert);

    /** Published values. */
    void values(Output.Values values);

    /** A scorecard's decision. */
    void decision(Output.Decision decision);

    /** A block or a release. */
    void action(Output.Action action);

    /** A late event. */
    void late(Output.Late late);

    /** A dead letter. */
    void dead(Output.Dead dead);

    /** A record for a stage behind. */
    void forward(Output.Forward forward);

    /** An event whose id was seen before and that was dropped. */
    void duplicate(String stream);
}
