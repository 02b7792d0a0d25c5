@NullMarked
package org.earshot.ingest.documents;

import org.jspecify.annotations.NullMarked;
