/** Records of Bellbuoy's topics as one readable line each. */
@NullMarked
package io.bellbuoy.quickstart.render;

import org.jspecify.annotations.NullMarked;
