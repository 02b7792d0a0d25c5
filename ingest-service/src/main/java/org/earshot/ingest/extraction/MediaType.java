package org.earshot.ingest.extraction;

/** The kinds of document that are told apart, by their bytes and never by their names. */
public enum MediaType {
    PDF("application/pdf"),
    TIFF("image/tiff"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    /** Also when it carries macros (docm): they are neither run nor read, and said. */
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ODT("application/vnd.oasis.opendocument.text"),
    TXT("text/plain"),
    EML("message/rfc822"),
    EMPTY("application/octet-stream"),
    UNKNOWN("application/octet-stream");

    private final String name;

    MediaType(String name) {
        this.name = name;
    }

    /** As RFC 6838 writes it. */
    public String mediaTypeName() {
        return name;
    }

    boolean isImage() {
        return this == TIFF || this == PNG || this == JPEG;
    }
}
