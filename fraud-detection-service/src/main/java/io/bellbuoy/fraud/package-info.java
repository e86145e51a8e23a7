/**
 * The fraud detection service: rules in {@code application.yml}, detectors that rules cannot express ({@code travel}), and
 * what is known of one account over HTTP ({@code account}).
 */
@NullMarked
package io.bellbuoy.fraud;

import org.jspecify.annotations.NullMarked;
