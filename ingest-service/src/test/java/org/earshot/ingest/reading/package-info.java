@NullMarked
package org.earshot.ingest.reading;

import org.jspecify.annotations.NullMarked;
