package io.bellbuoy.quickstart.broker;

import io.bellbuoy.quickstart.process.ParentWatch;
import io.bellbuoy.quickstart.process.ProcessFile;
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
        ParentWatch.start(parent, siblings, () -> {}, log);
        log.accept("broker listens on " + settings.bootstrapServers());
        broker.awaitEnd();
    }
}
