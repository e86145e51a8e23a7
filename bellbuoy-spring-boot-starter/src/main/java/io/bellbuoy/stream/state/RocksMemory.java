package io.bellbuoy.stream.state;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileManager;
import org.rocksdb.WriteBufferManager;

/**
 * What all stores of a process share, so that their native memory is bounded together: block cache, write buffers, background
 * threads. Close it after the stores. Thread-safe.
 */
public final class RocksMemory implements AutoCloseable {

    private static final int BLOOM_BITS = 10;
    private static final int MAX_OPEN_FILES = 256;
    private static final long STORE_WRITE_BUFFER = 16L << 20;

    private final LRUCache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom;
    private final Set<SstFileManager> files = ConcurrentHashMap.newKeySet();
    private volatile long diskLimit;

    /**
     * @param blockCacheBytes for blocks, their indexes and filters
     * @param writeBufferBytes for writes not yet in files; charged to the same cache, which is made that much larger
     */
    public RocksMemory(long blockCacheBytes, long writeBufferBytes) {
        RocksDB.loadLibrary();
        cache = new LRUCache(blockCacheBytes + writeBufferBytes);
        writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
        bloom = new BloomFilter(BLOOM_BITS, false);
    }

    /** Options for one store; the caller closes them. */
    Options newOptions(boolean create, SstFileManager tracked) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                // Filters and indexes in pieces: with millions of keys, whole ones would push each other out of the
                // cache.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(bloom)
                .setFormatVersion(5);
        return new Options()
                .setCreateIfMissing(create)
                .setParanoidChecks(true)
                .setEnv(Env.getDefault())
                .setSstFileManager(tracked)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(STORE_WRITE_BUFFER)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setStatsDumpPeriodSec(0)
                .setKeepLogFileNum(2);
    }

    /**
     * What tracks the files of one store while it is open. It is not shared and not used for a second opening: its recovery from
     * a full disk can block the stores that share it for ever.
     */
    SstFileManager trackFiles() throws RocksDBException {
        SstFileManager tracked = new SstFileManager(Env.getDefault());
        tracked.setMaxAllowedSpaceUsage(diskLimit);
        files.add(tracked);
        return tracked;
    }

    void release(SstFileManager tracked) {
        files.remove(tracked);
        tracked.close();
    }

    /** Limits the bytes of each store on disk, as a full disk would; 0 for no limit. */
    void limitDisk(long bytes) {
        diskLimit = bytes;
        files.forEach(tracked -> tracked.setMaxAllowedSpaceUsage(bytes));
    }

    @Override
    public void close() {
        writeBuffers.close();
        bloom.close();
        cache.close();
    }
}
