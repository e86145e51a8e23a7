package io.bellbuoy.quickstart.replay;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other. Single-threaded. */
interface RowSource extends AutoCloseable {

    /** The columns that every row has; null if rows may differ. */
    @Nullable
    List<String> columns();

    /**
     * The next row; null at the end of the file.
     *
     * @throws BadRow if this row is malformed; the next call goes on behind it
     */
    @Nullable
    Row next() throws IOException, BadRow;

    @Override
    void close() throws IOException;
}
