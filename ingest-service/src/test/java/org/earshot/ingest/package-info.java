@NullMarked
package org.earshot.ingest;

import org.jspecify.annotations.NullMarked;
