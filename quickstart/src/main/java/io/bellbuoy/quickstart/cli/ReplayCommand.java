package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.replay.Mapping;
import io.bellbuoy.quickstart.replay.Replay;
import io.bellbuoy.quickstart.replay.ReplaySettings;
import io.bellbuoy.quickstart.replay.RowFile;
import io.bellbuoy.quickstart.replay.Speed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bellbuoy replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Feeds a CSV or NDJSON file (plain or gzip, UTF-8) into a topic, in the order of its rows, and ends with a"
                    + " watermark record in every partition.",
            "An event is a JSON object of text fields, so that decimals stay exact; true and false become truth values, and"
                    + " empty cells and nulls are left out. Its time is written in ISO-8601 UTC and is the record's timestamp"
                    + " too. Times may be ISO-8601 (UTC if there is no zone), epoch seconds, or from 12 digits on epoch"
                    + " milliseconds.",
            "A row that cannot become an event (malformed, or without key or time) is reported with its line number and left"
                    + " out; the rest is sent, and the exit status is 1."
        },
        footer = {
            "",
            "Example:",
            "  ./bellbuoy replay events.csv.gz --topic transactions \\",
            "    --map transactionId=tx_id,timestamp=ts,accountId=customer,amount=amount"
        })
final class ReplayCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The file: .csv, .ndjson, .jsonl or .json, each also with .gz.")
    private Path file;

    @Option(names = "--topic", required = true, paramLabel = "T", description = "The topic to feed.")
    private String topic;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN,...",
            converter = MappingConverter.class,
            description = "Fields of the event from columns of the file (default: each column is a field of its name).")
    private @Nullable Mapping mapping;

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            defaultValue = "accountId",
            description = "The field whose value is the record key (default: ${DEFAULT-VALUE}).")
    private String key;

    @Option(
            names = "--time",
            paramLabel = "FIELD",
            defaultValue = "timestamp",
            description = "The field that holds the event's time (default: ${DEFAULT-VALUE}).")
    private String time;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "max",
            converter = SpeedConverter.class,
            description = "Seconds of event time in one second, such as 1 or 60, or max (default: ${DEFAULT-VALUE}).")
    private Speed speed;

    @Option(names = "--limit", paramLabel = "N", description = "Read the first N rows only.")
    private @Nullable Long limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "csv, ndjson, or auto: by the file's name (default: ${DEFAULT-VALUE}).")
    private RowFile.Format format;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Create the topic with N partitions if it does not exist (default: that is a problem).")
    private @Nullable Integer partitions;

    @Option(
            names = "--final-watermark-after",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description =
                    "How far behind the last event the final watermark lies, such as 10m or 1d, to close windows that"
                            + " are still open; it is one millisecond more (default: ${DEFAULT-VALUE}).")
    private Duration watermarkAfter;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = TailCommand.DEFAULT_BOOTSTRAP,
            description = "The broker (default: ${DEFAULT-VALUE}, that of the demo).")
    private String bootstrap;

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ReplaySettings settings = Usage.checked(command, this::settings);
        Replay.Result result = new Replay(settings, surroundings.console()).run(() -> false);
        surroundings
                .console()
                .line("%,d events sent to %s, %,d rows left out, final watermark %s"
                        .formatted(
                                result.sent(),
                                topic,
                                result.skipped(),
                                result.watermark() == null ? "none" : result.watermark()));
        if (result.skipped() > 0) {
            surroundings
                    .console()
                    .line(surroundings.console().paint(Colour.YELLOW, "Rows were left out, so the exit status is 1."));
        }
        return result.skipped() == 0 ? 0 : 1;
    }

    private ReplaySettings settings() {
        return new ReplaySettings(
                bootstrap,
                new RowFile(file, format),
                topic,
                mapping == null ? new Mapping(Map.of()) : mapping,
                key,
                time,
                speed,
                limit,
                partitions,
                watermarkAfter);
    }

    /** Text to {@link Mapping}. */
    static final class MappingConverter implements ITypeConverter<Mapping> {
        @Override
        public Mapping convert(String text) {
            return converted(() -> Mapping.parse(text));
        }
    }

    /** Text to {@link Speed}. */
    static final class SpeedConverter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            return converted(() -> Speed.parse(text));
        }
    }

    /** Text such as {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} or ISO-8601 to a duration. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            try {
                return Duration.parse(upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a time such as 90s, 10m, 2h or 1d");
            }
        }
    }

    private static <T> T converted(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(refused.getMessage());
        }
    }
}
