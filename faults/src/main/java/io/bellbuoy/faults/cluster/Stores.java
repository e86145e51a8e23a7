package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.process.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What happens to the files of an instance that does not run. */
public final class Stores {

    private Stores() {}

    /** Deletes a state directory. */
    public static void delete(Path state) {
        WorkDirectory.delete(state);
    }

    /** Copies a state directory, in place of what is there. */
    public static void copy(Path from, Path to) {
        delete(to);
        try (Stream<Path> content = Files.walk(from)) {
            for (Path each : content.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of RocksDB below a state directory that hold something, in the order of their names. */
    public static List<Path> files(Path state) {
        try (Stream<Path> content = Files.walk(state)) {
            return content.filter(file -> file.getFileName().toString().matches(".*\\.sst|MANIFEST-.*|CURRENT"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts a file in the middle. */
    public static void truncate(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flips one bit of a file. */
    public static void flip(Path file, Random random) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = (long) (random.nextDouble() * channel.size());
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
            channel.write(one.rewind(), at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes one file. */
    public static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
