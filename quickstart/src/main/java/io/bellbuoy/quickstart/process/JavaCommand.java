package io.bellbuoy.quickstart.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for child JVMs on the same JDK as this one. */
public final class JavaCommand {

    private static final int NATIVE_ACCESS_ASKED_SINCE = 24;

    private JavaCommand() {}

    /** Runs an executable jar with the given JVM options and arguments. */
    public static List<String> jar(Path jar, List<String> options, List<String> arguments) {
        List<String> command = start(options);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /**
     * Runs a main class of this very program again: from the executable jar if that is where it came from, else from the
     * class path (tests, an IDE). From the jar its main class is the only one, so it must be the one asked for.
     */
    public static List<String> self(Class<?> main, List<String> options, List<String> arguments) {
        String classPath = System.getProperty("java.class.path");
        if (isExecutableJar(main)) {
            return jar(Path.of(classPath).toAbsolutePath(), options, arguments);
        }
        return of(classPath, main, options, arguments);
    }

    /** Runs a main class on a class path. */
    public static List<String> of(String classPath, Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = start(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static boolean isExecutableJar(Class<?> main) {
        return main.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()
                .startsWith("jar:nested:");
    }

    private static List<String> start(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_ASKED_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        return command;
    }
}
