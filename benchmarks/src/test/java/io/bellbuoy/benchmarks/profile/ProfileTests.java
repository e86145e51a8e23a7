package io.bellbuoy.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTests {

    private static final int ROUNDS = 3_000_000;

    @TempDir
    private Path directory;

    @Test
    void aRecordingSaysWhereThisThreadWasAndWhatItMade() {
        Path file = directory.resolve("this.jfr");
        long length = 0;
        try (FlightRecording recording = new FlightRecording(file)) {
            recording.start();
            for (int i = 0; i < ROUNDS; i++) {
                length += PaymentJson.of(new Payment(i, i, 4207, i, i)).length;
            }
        }

        Profile profile = Profile.read(file);

        assertThat(length).isPositive();
        assertThat(profile.samples()).isPositive();
        assertThat(profile.packages()).extracting(Profile.Share::name).contains("io.bellbuoy.benchmarks.generate");
        assertThat(profile.allocated()).extracting(Profile.Share::name).contains("[B");
        assertThat(profile.methods().stream().mapToDouble(Profile.Share::part).sum())
                .isBetween(0.999, 1.001);
        assertThat(profile.threads()).isNotEmpty();
    }

    @Test
    void oneThatNeverBeganIsClosedWithoutAFile() {
        Path file = directory.resolve("never.jfr");

        new FlightRecording(file).close();

        assertThat(file).doesNotExist();
    }
}
