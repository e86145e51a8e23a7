package io.bellbuoy.stream.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.SstFileManager;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB of one task, without write-ahead log: what is written lasts from {@link #flush} on. One thread writes, any may
 * read. Damage that a read meets is noted in a file, so that the next restore sets the store aside.
 */
final class RocksStore implements AutoCloseable {

    /** The name of the file that marks a store as damaged. */
    static final String DAMAGED = "DAMAGED";

    private static final long NEVER_WOKEN = Long.MAX_VALUE;
    private static final long ROOM_TO_REOPEN = 128L << 20;

    private final Path directory;
    private final RocksMemory memory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final FlushOptions flushOptions =
            new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true);
    private final ReadOptions readOptions = new ReadOptions();

    /** Whether it was made new and nothing was written since: then there is nothing to read. */
    private volatile boolean empty;

    private @Nullable SstFileManager files;
    private @Nullable Options options;
    private @Nullable RocksDB db;

    private RocksStore(Path directory, RocksMemory memory, boolean create) throws RocksDBException {
        this.directory = directory;
        this.memory = memory;
        this.empty = create;
        try {
            openDatabase(create);
        } catch (RocksDBException cause) {
            close();
            throw cause;
        }
    }

    private void openDatabase(boolean create) throws RocksDBException {
        SstFileManager tracked = memory.trackFiles();
        files = tracked;
        Options opened = memory.newOptions(create, tracked);
        options = opened;
        db = RocksDB.open(opened, directory.toString());
    }

    static RocksStore open(Path directory, RocksMemory memory) throws RocksDBException {
        return new RocksStore(directory, memory, false);
    }

    static RocksStore create(Path directory, RocksMemory memory) throws RocksDBException, IOException {
        Files.createDirectories(directory);
        return new RocksStore(directory, memory, true);
    }

    /** Whether it surely holds no entries. */
    boolean isEmpty() {
        return empty;
    }

    byte @Nullable [] get(byte[] key) {
        return with(open -> open.get(readOptions, key));
    }

    /** The wake time of a stored entry, or "never" if there is no such entry or it has none. */
    long wakeAtOf(byte[] entry) {
        byte[] wakeAt = new byte[8];
        int size = with(open -> open.get(readOptions, entry, wakeAt));
        return size == RocksDB.NOT_FOUND ? NEVER_WOKEN : ByteBuffer.wrap(wakeAt).getLong();
    }

    /** Work on an iterator over part of the store, on its first entry or at the end. */
    @FunctionalInterface
    interface Scan<T> {
        T over(RocksIterator iterator);
    }

    /** Reads the keys from one (inclusive) to another (exclusive), as of now. */
    <T> T scan(byte[] from, byte[] to, Scan<T> work) {
        return with(open -> {
            try (Slice bound = new Slice(to);
                    ReadOptions bounded = new ReadOptions().setIterateUpperBound(bound);
                    RocksIterator iterator = open.newIterator(bounded)) {
                iterator.seek(from);
                T result = work.over(iterator);
                iterator.status();
                return result;
            }
        });
    }

    void write(WriteBatch batch) {
        empty = false;
        with(open -> {
            open.write(writeOptions, batch);
            return true;
        });
    }

    void put(byte[] key, byte[] value) {
        with(open -> {
            open.put(writeOptions, key, value);
            return true;
        });
    }

    /** Makes all writes last. */
    void flush() {
        with(open -> {
            open.flush(flushOptions);
            return true;
        });
    }

    /**
     * Opens the store anew after failed writes, which RocksDB does not forgive by itself; writes since the last flush are
     * lost. Does nothing while the disk is full: then opening would fail, and reads with it.
     */
    void reopen() {
        lock.writeLock().lock();
        try {
            if (db == null || Files.getFileStore(directory).getUsableSpace() < ROOM_TO_REOPEN) {
                return;
            }
            closeDatabase();
            openDatabase(false);
        } catch (RocksDBException cause) {
            throw failure(cause);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private interface Work<T> {
        T on(RocksDB open) throws RocksDBException;
    }

    private <T> T with(Work<T> work) {
        lock.readLock().lock();
        try {
            RocksDB open = db;
            if (open == null) {
                throw new IllegalStateException("The store " + directory.getFileName() + " is closed.");
            }
            return work.on(open);
        } catch (RocksDBException cause) {
            throw failure(cause);
        } finally {
            lock.readLock().unlock();
        }
    }

    private StateStoreException failure(RocksDBException cause) {
        boolean corrupt = isDamage(cause);
        if (corrupt) {
            markDamaged();
        }
        return new StateStoreException(
                "The store " + directory.getFileName() + (corrupt ? " is damaged." : " failed."), corrupt, cause);
    }

    /** Whether an error says that files are damaged, rather than that the disk is full, slow, gone or in use. */
    static boolean isDamage(RocksDBException cause) {
        Status status = cause.getStatus();
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument, NotSupported -> true;
            // A file that the manifest names is missing; this error has a code of its own only in C++.
            case IOError -> cause.getMessage() != null && cause.getMessage().contains("No such file");
            default -> false;
        };
    }

    private void markDamaged() {
        try {
            if (Files.isDirectory(directory)) {
                Files.write(directory.resolve(DAMAGED), new byte[0]);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void closeDatabase() {
        if (db != null) {
            db.close();
            db = null;
        }
        if (options != null) {
            options.close();
            options = null;
        }
        if (files != null) {
            memory.release(files);
            files = null;
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closeDatabase();
            writeOptions.close();
            flushOptions.close();
            readOptions.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
