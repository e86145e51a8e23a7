package io.bellbuoy.stream.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directories of the stores: {@code task-3}, and at most one {@code task-3.set-aside-2} beside it. */
final class StoreDirectory {

    private static final String SET_ASIDE = ".set-aside-";

    private final Path root;
    private final String name;

    StoreDirectory(Path root, int partition) {
        this.root = root;
        this.name = "task-" + partition;
    }

    Path path() {
        return root.resolve(name);
    }

    boolean isMissing() throws IOException {
        if (!Files.isDirectory(path())) {
            return true;
        }
        try (Stream<Path> files = Files.list(path())) {
            return files.findAny().isEmpty();
        }
    }

    boolean isMarkedDamaged() {
        return Files.exists(path().resolve(RocksStore.DAMAGED));
    }

    /** Keeps the store for whoever wants to look into it, in place of one set aside before. */
    Path setAside() throws IOException {
        List<Path> before = setAsideBefore();
        int number = before.stream().mapToInt(this::numberOf).max().orElse(0) + 1;
        Path target = root.resolve(name + SET_ASIDE + number);
        Files.move(path(), target);
        for (Path old : before) {
            delete(old);
        }
        return target;
    }

    /** Deletes the store. */
    void discard() throws IOException {
        if (Files.exists(path())) {
            delete(path());
        }
    }

    private List<Path> setAsideBefore() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> path.getFileName().toString().matches(name + "\\.set-aside-\\d{1,9}"))
                    .toList();
        }
    }

    private int numberOf(Path path) {
        return Integer.parseInt(path.getFileName().toString().substring(name.length() + SET_ASIDE.length()));
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
