package io.bellbuoy.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateFormTests {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "00"),
                Arguments.of(new BigDecimal("0"), "01 00 00"),
                Arguments.of(new BigDecimal("12.34"), "01 04 a413"),
                Arguments.of(new BigDecimal("-0.5"), "01 02 09"),
                Arguments.of(new BigDecimal("1E+3"), "01 05 02"),
                Arguments.of(BigDecimal.valueOf(Long.MAX_VALUE), "01 00 feffffffffffffffff01"),
                Arguments.of(BigDecimal.valueOf(Long.MIN_VALUE), "01 00 ffffffffffffffffff01"),
                Arguments.of(new BigDecimal(new BigInteger("9223372036854775808"), 2), "02 04 09 008000000000000000"),
                Arguments.of("", "03 00"),
                Arguments.of("DE", "03 02 4445"),
                Arguments.of("Zürich", "03 07 5ac3bc72696368"),
                Arguments.of(false, "04"),
                Arguments.of(true, "05"),
                Arguments.of(Instant.ofEpochMilli(1_000), "06 d00f"),
                Arguments.of(Instant.ofEpochMilli(-1), "06 01"),
                Arguments.of(Map.of(), "07 00"),
                Arguments.of(Map.of("n", new BigDecimal("1")), "07 01 01 6e 01 00 02"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("values")
    void aValueIsItsTagAndItsContent(@Nullable Object value, String bytes) {
        assertThat(written(out -> out.writeValue(value))).isEqualTo(bytes.replace(" ", ""));
        assertThat(input(bytes).readValue()).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0} is {1} unsigned, {2} signed")
    @CsvSource({
        "0, 00, 00",
        "1, 01, 02",
        "63, 3f, 7e",
        "64, 40, 8001",
        "127, 7f, fe01",
        "128, 8001, 8002",
        "300, ac02, d804",
        "-1, ffffffffffffffffff01, 01",
        "9223372036854775807, ffffffffffffffff7f, feffffffffffffffff01",
        "-9223372036854775808, 80808080808080808001, ffffffffffffffffff01",
    })
    void integersTakeAsManyBytesAsTheyNeed(long value, String unsigned, String signed) {
        assertThat(written(out -> out.writeUnsigned(value))).isEqualTo(unsigned);
        assertThat(written(out -> out.writeSigned(value))).isEqualTo(signed);
        assertThat(input(unsigned).readUnsigned()).isEqualTo(value);
        assertThat(input(signed).readSigned()).isEqualTo(value);
    }

    @Test
    void fixedIntegersAndBlocksAreSpeltOut() {
        assertThat(written(out -> out.writeFixed(0x0102030405060708L))).isEqualTo("0102030405060708");
        assertThat(written(out -> out.writeBytes(new byte[] {7, 8}))).isEqualTo("020708");
        StateOutput block = new StateOutput(1);
        block.writeText("ab");
        assertThat(written(out -> out.writeBlock(block))).isEqualTo("03026162");
        StateInput read = input("03026162").readBlock();
        assertThat(read.readText()).isEqualTo("ab");
        assertThat(read.isAtEnd()).isTrue();
    }

    @Test
    void textOfAnyLengthComesBack() {
        Random random = Cases.random(7);
        for (int length : new int[] {0, 1, 126, 127, 128, 129, 300, 20_000}) {
            String ascii = random.ints(length, 32, 127)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String wide = ascii + "é€😀";
            StateOutput out = new StateOutput(1);
            out.writeText(ascii);
            out.writeText(wide);
            StateInput in = new StateInput(out.toByteArray());

            assertThat(in.readText()).isEqualTo(ascii);
            assertThat(in.readText()).isEqualTo(wide);
            assertThat(in.isAtEnd()).isTrue();
        }
    }

    @Test
    void aClearedBufferIsAsNew() {
        StateOutput out = new StateOutput();
        out.writeText("before");
        out.clear();
        out.writeByte(200);

        assertThat(out.size()).isEqualTo(1);
        assertThat(new StateInput(out.toByteArray()).readByte()).isEqualTo(200);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", (Consumer<StateInput>) StateInput::readByte, "The bytes end 1 too soon"),
                Arguments.of("01020304", (Consumer<StateInput>) StateInput::readFixed, "The bytes end 4 too soon"),
                Arguments.of(
                        "ffffffffffffffffffffff",
                        (Consumer<StateInput>) StateInput::readUnsigned,
                        "more than 10 bytes"),
                Arguments.of(
                        "0561",
                        (Consumer<StateInput>) StateInput::readText,
                        "A size of 5 is more than the 1 bytes left"),
                Arguments.of(
                        "ffffffffffffffffff01", (Consumer<StateInput>) StateInput::readSize, "A size of -1 is more"),
                Arguments.of("09", (Consumer<StateInput>) StateInput::readValue, "the unknown tag 9"),
                Arguments.of("020400", (Consumer<StateInput>) StateInput::readValue, "A decimal has no digits"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("broken")
    void brokenBytesAreNamed(String bytes, Consumer<StateInput> read, String message) {
        assertThatThrownBy(() -> read.accept(input(bytes)))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void onlyValuesOfFieldsCanBeStored() {
        assertThatThrownBy(() -> new StateOutput().writeValue(1))
                .hasMessage("A value of class java.lang.Integer cannot be stored.");
    }

    private static String written(Consumer<StateOutput> write) {
        StateOutput out = new StateOutput(1);
        write.accept(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static StateInput input(String hex) {
        return new StateInput(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
