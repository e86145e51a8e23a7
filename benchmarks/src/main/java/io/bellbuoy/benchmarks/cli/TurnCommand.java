package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.measure.Meter;
import io.bellbuoy.benchmarks.profile.FlightRecording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bellbuoy turn}: what the benchmark starts for each turn of a system; not for people. */
@Command(name = "turn", hidden = true, description = "Lets one system read the input once.")
final class TurnCommand implements Callable<Integer> {

    @Option(names = "--system", required = true, description = "Which.")
    private String system;

    @Option(names = "--bootstrap", required = true, description = "The broker.")
    private String bootstrap;

    @Option(names = "--topic", required = true, description = "The input.")
    private String topic;

    @Option(names = "--partitions", required = true, description = "Its partitions.")
    private int partitions;

    @Option(names = "--threads", required = true, description = "To read with.")
    private int threads;

    @Option(names = "--warm-up", required = true, description = "Events that are not measured.")
    private long warmUp;

    @Option(names = "--events", required = true, description = "Events after them, to the end of the input.")
    private long events;

    @Option(names = "--commit-interval", required = true, description = "Milliseconds, unless the system says another.")
    private long commitInterval;

    @Option(names = "--endless", description = "Wait for more at the end of the input.")
    private boolean endless;

    @Option(names = "--property", description = "NAME=VALUE of Bellbuoy; may be repeated.")
    private List<String> properties = new ArrayList<>();

    @Option(names = "--profile", description = "Where a recording of what is measured goes.")
    private @Nullable Path profile;

    @Option(names = "--field", description = "To be parsed; may be repeated.")
    private List<String> fields = new ArrayList<>();

    @Option(names = "--group", required = true, description = "A fresh name.")
    private String group;

    @Option(names = "--state", required = true, description = "A fresh directory.")
    private Path state;

    @Option(names = "--result", required = true, description = "Where the measurement goes.")
    private Path result;

    @Override
    public Integer call() {
        Entrant entrant = Entrant.of(system);
        Meter meter = new Meter(warmUp, events);
        if (endless) {
            meter.firstCommit().thenAccept(this::write);
        }
        Optional<FlightRecording> recording = Optional.ofNullable(profile).map(FlightRecording::new);
        recording.ifPresent(it -> meter.warmedUp().thenRunAsync(it::start));
        entrant.contender().pass().get().run(job(entrant), meter);
        Measurement measurement = meter.await(Contender.LIMIT);
        recording.ifPresent(FlightRecording::close);
        write(measurement);
        return 0;
    }

    private void write(Object measured) {
        Path fresh = result.resolveSibling(result.getFileName() + ".new");
        try {
            Files.write(fresh, new JsonMapper().writeValueAsBytes(measured));
            Files.move(fresh, result, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + result, e);
        }
    }

    private Job job(Entrant entrant) {
        Duration own = entrant.commitInterval();
        return new Job(
                bootstrap,
                topic,
                partitions,
                threads,
                group,
                state,
                own == null ? Duration.ofMillis(commitInterval) : own,
                endless,
                properties,
                fields);
    }
}
