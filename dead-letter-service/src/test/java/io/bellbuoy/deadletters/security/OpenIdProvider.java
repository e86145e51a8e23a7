package io.bellbuoy.deadletters.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider at which everybody is logged in already: it signs tokens, and publishes its key. */
final class OpenIdProvider implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey published = key();
    private final RSAKey unknown = key();
    private volatile List<String> roles = List.of();
    private volatile String nonce = "";
    private volatile boolean forges;

    private OpenIdProvider() throws IOException, JOSEException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(published.toPublicJWK()).toString()));
        server.createContext(
                "/token",
                exchange -> answer(
                        exchange,
                        "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
                                + idToken() + "\"}"));
        server.start();
    }

    static OpenIdProvider start() throws IOException, JOSEException {
        return new OpenIdProvider();
    }

    String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** What the claim {@code realm_access.roles} of the next tokens holds. */
    void roles(List<String> names) {
        roles = names;
    }

    /** The nonce of the login that comes next, encoded as in an address. */
    void nonce(String encoded) {
        nonce = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /** Whether the next tokens are signed by a key that is not published. */
    void forge(boolean forge) {
        forges = forge;
    }

    private static RSAKey key() throws JOSEException {
        return new RSAKeyGenerator(2048)
                .keyID("key")
                .algorithm(JWSAlgorithm.RS256)
                .generate();
    }

    private String idToken() {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(address())
                .subject("ann")
                .audience("desk")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("nonce", nonce)
                .claim("realm_access", Map.of("roles", roles))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key").build(), claims);
        try {
            token.sign(new RSASSASigner(forges ? unknown : published));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static void answer(HttpExchange exchange, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
