package io.bellbuoy.stream.docs.login;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class LoginGuard {
    public static void main(String[] arguments) {
        SpringApplication.run(LoginGuard.class, arguments);
    }
}
