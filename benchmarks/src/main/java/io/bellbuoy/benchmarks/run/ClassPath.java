package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Libraries;
import io.bellbuoy.quickstart.console.Problem;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM, from which each turn gets the part that its system needs.
 *
 * @param entries directories and jars
 */
record ClassPath(List<String> entries) {

    /** @throws Problem if this runs from an executable jar, which has no class path to take parts of */
    static ClassPath here() {
        String path = System.getProperty("java.class.path");
        if (ClassPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getProtocol()
                .equals("jar")) {
            throw new Problem(
                    path + " cannot start systems with class paths of their own; run ./bellbuoy bench instead.");
        }
        return new ClassPath(List.of(path.split(File.pathSeparator)));
    }

    /** What is left for a system with these libraries. */
    String of(Libraries libraries) {
        return kept(libraries).collect(Collectors.joining(File.pathSeparator));
    }

    private Stream<String> kept(Libraries libraries) {
        return entries.stream().filter(entry -> !libraries.leaveOut(fileName(entry)));
    }

    private static String fileName(String entry) {
        Path name = Path.of(entry).getFileName();
        return name == null ? "" : name.toString();
    }
}
