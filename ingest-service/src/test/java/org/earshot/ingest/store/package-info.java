@NullMarked
package org.earshot.ingest.store;

import org.jspecify.annotations.NullMarked;
