package io.bellbuoy.quickstart.console;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a task has come: a moving bar on a terminal, a line every tenth elsewhere. */
public interface Progress extends AutoCloseable {

    /** Tells how many steps are done, at most the total. */
    void at(long steps);

    @Override
    void close();

    /**
     * Starts to show a task.
     *
     * @param total the steps to do; 0 or less when it is not known
     */
    static Progress of(Console console, String task, long total) {
        return console.isTerminal() ? new Bar(console, task, total) : new Lines(console, task, total);
    }

    /** The bar of a terminal. */
    final class Bar implements Progress {
        private static final int REFRESH_MILLIS = 200;
        private final ProgressBar bar;

        private Bar(Console console, String task, long total) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .showSpeed()
                    .setConsumer(new ConsoleConsumer(console))
                    .build();
        }

        @Override
        public void at(long steps) {
            bar.stepTo(steps);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Draws the bar through the console, so that it and printed lines do not mix. */
    final class ConsoleConsumer implements ProgressBarConsumer {
        private static final int WIDTH = 78;
        private final Console console;

        private ConsoleConsumer(Console console) {
            this.console = console;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String rendered) {
            console.status(rendered);
        }

        @Override
        public void close() {
            console.note("");
        }
    }

    /** Lines for logs and pipes. */
    final class Lines implements Progress {
        private static final int TENTHS = 10;
        private final Console console;
        private final String task;
        private final long total;
        private long told;

        private Lines(Console console, String task, long total) {
            this.console = console;
            this.task = task;
            this.total = total;
        }

        @Override
        public void at(long steps) {
            long tenth = total <= 0 ? 0 : Math.min(TENTHS, steps * TENTHS / total);
            if (tenth > told) {
                told = tenth;
                console.note("  %s: %,d of %,d (%d %%)".formatted(task, steps, total, tenth * TENTHS));
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
