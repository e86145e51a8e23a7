package io.bellbuoy.quickstart.replay;

import io.bellbuoy.quickstart.console.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A file of events in UTF-8.
 *
 * @param path the file; gzip is told by its first two bytes
 * @param format how its rows are written
 */
public record RowFile(Path path, Format format) {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    /** How rows are written. */
    public enum Format {
        /** By the file name: {@code .csv}, or {@code .ndjson}, {@code .jsonl}, {@code .json}; each also with {@code .gz}. */
        AUTO,
        CSV,
        NDJSON
    }

    /** Opens the file; a problem if there is none or its format cannot be told. */
    RowSource open() throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new Problem("There is no readable file " + path.toAbsolutePath() + ".");
        }
        Format told = format == Format.AUTO ? byName() : format;
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            Reader reader = new InputStreamReader(plain(raw), StandardCharsets.UTF_8);
            return told == Format.CSV ? CsvReader.open(reader) : new NdjsonReader(reader);
        } catch (BadRow e) {
            raw.close();
            throw new Problem("The header of " + path + " cannot be used: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private Format byName() {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return Format.CSV;
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json")) {
            return Format.NDJSON;
        }
        throw new Problem("The name " + path.getFileName()
                + " does not tell its format (.csv, .ndjson, .jsonl or .json, each also with .gz). Add --format csv or"
                + " --format ndjson.");
    }

    private static InputStream plain(InputStream raw) throws IOException {
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(raw, BUFFER) : raw;
    }
}
