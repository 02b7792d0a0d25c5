@NullMarked
package org.earshot.ingest.api;

import org.jspecify.annotations.NullMarked;
