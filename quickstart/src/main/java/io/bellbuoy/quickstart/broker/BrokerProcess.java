package io.bellbuoy.quickstart.broker;

import io.bellbuoy.quickstart.process.ProcessFile;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The life of a JVM that is a broker: it runs until it is told to end, or until the process that started it is gone. */
public final class BrokerProcess {

    private BrokerProcess() {}

    /**
     * Runs a broker; returns when it has stopped.
     *
     * @param parent the process to outlive by nothing
     * @param siblings the processes to end too when the parent is gone without having ended them
     * @param log gets a line about what happens
     */
    public static void run(BrokerSettings settings, ProcessHandle parent, ProcessFile siblings, Consumer<String> log) {
        LocalBroker broker = LocalBroker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "bellbuoy-broker-shutdown"));
        parent.onExit().thenRun(() -> endWith(siblings, log));
        log.accept("broker listens on " + settings.bootstrapServers());
        broker.awaitEnd();
    }

    private static void endWith(ProcessFile siblings, Consumer<String> log) {
        try {
            List<String> ended = siblings.endLeftovers();
            log.accept("the parent process is gone; ended " + ended);
        } catch (IOException e) {
            log.accept("the parent process is gone; its other processes could not be ended: " + e.getMessage());
        } finally {
            // A hook of this JVM could wait for clients that no longer exist, and nobody is left to lose anything.
            Runtime.getRuntime().halt(0);
        }
    }
}
