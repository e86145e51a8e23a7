package io.bellbuoy.engine.testing;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything that came out, in order. */
public final class Outputs implements OutputSink {

    private final List<Output> all = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();

    /** Everything, in order. */
    public List<Output> all() {
        return List.copyOf(all);
    }

    /** The alerts with their revisions and retractions, in order. */
    public List<Output.Alert> alerts() {
        return only(Output.Alert.class);
    }

    /** The alerts of one status, in order. */
    public List<Output.Alert> alerts(AlertStatus status) {
        return alerts().stream().filter(alert -> alert.status() == status).toList();
    }

    /** The alerts of rules that are only tried, in order. */
    public List<Output.Alert> shadowAlerts() {
        return only(Output.ShadowAlert.class).stream()
                .map(Output.ShadowAlert::alert)
                .toList();
    }

    /** The published values, in order. */
    public List<Output.Values> values() {
        return only(Output.Values.class);
    }

    /** The decisions of scorecards, in order. */
    public List<Output.Decision> decisions() {
        return only(Output.Decision.class);
    }

    /** The actions, in order. */
    public List<Output.Action> actions() {
        return only(Output.Action.class);
    }

    /** The late events, in order. */
    public List<Output.Late> late() {
        return only(Output.Late.class);
    }

    /** The dead letters, in order. */
    public List<Output.Dead> dead() {
        return only(Output.Dead.class);
    }

    /** For each dropped duplicate its stream. */
    public List<String> duplicates() {
        return List.copyOf(duplicates);
    }

    /** Forgets everything. */
    public void clear() {
        all.clear();
        duplicates.clear();
    }

    private <T extends Output> List<T> only(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void alert(Output.Alert alert) {
        all.add(alert);
    }

    @Override
    public void shadowAlert(Output.Alert alert) {
        all.add(new Output.ShadowAlert(alert));
    }

    @Override
    public void values(Output.Values values) {
        all.add(values);
    }

    @Override
    public void decision(Output.Decision decision) {
        all.add(decision);
    }

    @Override
    public void action(Output.Action action) {
        all.add(action);
    }

    @Override
    public void late(Output.Late late) {
        all.add(late);
    }

    @Override
    public void dead(Output.Dead dead) {
        all.add(dead);
    }

    @Override
    public void forward(Output.Forward forward) {
        all.add(forward);
    }

    @Override
    public void duplicate(String stream) {
        duplicates.add(stream);
    }

    /** Leaves out what goes to a stage, which is no output of the rules. */
    void removeForwarded() {
        all.removeIf(Output.Forward.class::isInstance);
    }

    void addAll(Outputs other) {
        all.addAll(other.all);
        duplicates.addAll(other.duplicates);
    }
}
