package io.bellbuoy.benchmarks.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Tells a meter of assignments by what Kafka's consumer logs right before it tells its owner, in all systems alike; not all of
 * them let somebody else listen.
 */
public final class AssignmentLog extends AppenderBase<ILoggingEvent> {

    private static final String LOGGER = "org.apache.kafka.clients.consumer.internals.ConsumerRebalanceListenerInvoker";
    private static final String MESSAGE = "Adding newly assigned partitions";

    private final Meter meter;

    private AssignmentLog(Meter meter) {
        this.meter = meter;
    }

    /** Begins to listen, once logging is set up. */
    public static void listen(Meter meter) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AssignmentLog log = new AssignmentLog(meter);
        log.setContext(context);
        log.start();
        Logger logger = context.getLogger(LOGGER);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().contains(MESSAGE)) {
            meter.assigned(System.nanoTime());
        }
    }
}
