@NullMarked
package org.earshot.ingest.batch;

import org.jspecify.annotations.NullMarked;
