package io.bellbuoy.fraud;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Detects fraud in payments: reads transactions, keeps state per account, publishes alerts and account actions. */
@SpringBootApplication
@ConfigurationPropertiesScan
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Bellbuoy fraud detection",
                        version = "1",
                        description =
                                "What the fraud detection service knows of one account at this moment: the values of"
                                        + " its features and its open blocks, as committed after the last batch. Any instance"
                                        + " answers for any account.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
public class FraudDetectionApplication {

    /** Starts the service; arguments are properties, as in {@code --server.port=8081}. */
    public static void main(String[] arguments) {
        SpringApplication.run(FraudDetectionApplication.class, arguments);
    }
}
