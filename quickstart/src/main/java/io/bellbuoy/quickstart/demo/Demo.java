package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.check.Machine;
import io.bellbuoy.quickstart.check.Preflight;
import io.bellbuoy.quickstart.check.Requirements;
import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.generate.GeneratorSettings;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Broker, services and a generated stream on one machine: checks, starts, feeds, watches, sums up. */
public final class Demo {

    private static final Duration SPAN = Duration.ofDays(5);
    /**
     * The stream ends at least this long ago, so that events of the reader's own making, sent afterwards, are not late; and at
     * midnight, so that the same seed gives the same stream at any time of day, but for the dates.
     */
    private static final Duration ENDED_AGO = Duration.ofHours(6);

    private final DemoSettings settings;
    private final DemoDirectory directory;
    private final Console console;
    private final Clock clock;

    public Demo(DemoSettings settings, Console console, Clock clock) {
        this.settings = settings;
        this.directory = new DemoDirectory(settings.directory());
        this.console = console;
        this.clock = clock;
    }

    /**
     * Runs the demo.
     *
     * @param main the main class of this program, which is started again as the broker and as the database
     * @return whether it ran; false if a check failed, and then nothing was started
     */
    public boolean run(Class<?> main) {
        ProcessFile file = new ProcessFile(directory.processes());
        directory.claim();
        try (ProcessGroup processes = ProcessGroup.open(file, directory.logs())) {
            if (!preflight()) {
                return false;
            }
            if (!settings.keep()) {
                directory.empty();
            }
            try {
                perform(main, processes);
            } catch (Problem endedProcess) {
                // After Ctrl-C the children end one by one, which is no news.
                if (!processes.isClosing()) {
                    throw endedProcess;
                }
            }
            return true;
        }
    }

    private void perform(Class<?> main, ProcessGroup processes) {
        Backstage backstage = new Backstage(settings, directory, processes, main);
        List<Backstage.Started> servers = List.of(backstage.broker(), backstage.database());
        servers.forEach(this::awaitReady);
        Desk desk = backstage.desk();
        List<Backstage.Started> services = List.of(backstage.fraudDetection(), backstage.started(desk));
        services.forEach(this::awaitReady);
        List<ChildProcess> children = Stream.of(servers, services)
                .flatMap(List::stream)
                .map(Backstage.Started::process)
                .toList();
        show(new Performance(settings, console, processes, children, desk), desk);
    }

    private boolean preflight() {
        Requirements needs = Requirements.of(settings.events(), settings.ports().all());
        List<Preflight.Result> results = Preflight.check(Machine.probe(settings.directory(), needs.ports()), needs);
        results.forEach(result -> {
            String mark =
                    result.passed() ? console.paint(Colour.GREEN, "ok  ") : console.paint(Colour.BRIGHT_RED, "FAIL");
            String advice = result.advice() == null ? "" : "; " + result.advice();
            console.line("%s  %s: %s%s".formatted(mark, result.name(), result.found(), advice));
        });
        return results.stream().allMatch(Preflight.Result::passed);
    }

    private void awaitReady(Backstage.Started started) {
        double seconds = started.awaitReady();
        console.line("%s  %s at %s (process %d, ready after %.1f s)"
                .formatted(
                        console.paint(Colour.GREEN, "up  "),
                        started.process().name(),
                        started.address(),
                        started.process().pid(),
                        seconds));
    }

    private void show(Performance performance, Desk desk) {
        if (settings.keep()) {
            console.line("Kept the data of the demo before; nothing is generated.");
        } else {
            Instant end = clock.instant().minus(ENDED_AGO).truncatedTo(ChronoUnit.DAYS);
            TransactionGenerator generator =
                    new TransactionGenerator(new GeneratorSettings(settings.seed(), settings.events(), end, SPAN));
            console.line("%s  %,d transactions of %d days from seed %d; the first alerts of each rule:"
                    .formatted(console.paint(Colour.GREEN, "feed"), settings.events(), SPAN.toDays(), settings.seed()));
            Summary summary = performance.play(generator);
            console.line("");
            summary.lines().forEach(console::line);
        }
        if (!settings.exitWhenDone()) {
            nextSteps(desk).forEach(console::line);
            performance.keepRunning();
        }
    }

    private List<String> nextSteps(Desk desk) {
        String bootstrap = settings.ports().base() == Ports.DEFAULT_BASE
                ? ""
                : " --bootstrap " + settings.ports().bootstrapServers();
        String url = settings.ports().fraudDetectionUrl();
        return List.of(
                "",
                "Dead letters: " + desk.url() + "/groups (log in as "
                        + desk.user().name() + ", password " + desk.user().password() + ")",
                "  A new release of a till writes amounts with a comma, so %d payments could not be processed: the group 'Field"
                        .formatted(Till.PAYMENTS),
                "  amount: found a string'. Open one, edit its amount from %s to %s, redrive it: its alert rings here."
                        .formatted(Till.WRITTEN, Till.MEANT),
                "",
                "Still running; Ctrl-C ends it. In another terminal, try:",
                "  ./bellbuoy tail fraud-alerts --from-beginning" + bootstrap,
                "  ./bellbuoy tail transactions-dlt --from-beginning" + bootstrap,
                "  ./bellbuoy replay FILE.csv --topic transactions --map transactionId=...,accountId=...,timestamp=...,"
                        + "amount=..." + bootstrap,
                "  curl " + url + "/api/accounts/A0000000/features",
                "  curl " + url + "/api/accounts/A0000000/blocks",
                "  " + url + "/swagger-ui.html",
                "Logs: " + directory.logs());
    }
}
