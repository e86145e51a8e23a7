package io.bellbuoy.quickstart.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The one who may log in: an administrator.
 *
 * @param name as it is typed
 * @param password in the clear; only its hash is written down
 */
public record DeskUser(String name, String password) {

    private static final int LENGTH = 16;
    /** Nothing that looks like something else. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    /** One with a password that nobody knows yet. */
    public static DeskUser withNewPassword(String name, RandomGenerator random) {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new DeskUser(name, password.toString());
    }

    /** Writes the configuration that lets this user in, for nobody else to read. */
    void writeTo(Path file) {
        String text = """
                bellbuoy:
                  deadletters:
                    users:
                      %s: { password: "{bcrypt}%s", roles: [admin] }
                """.formatted(name, new BCryptPasswordEncoder().encode(password));
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** For a request to the API. */
    String authorization() {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return name;
    }
}
