package org.earshot.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What the framework refuses before a resource is reached, where its status alone would say too
 * little: a token that is missing or wrong, a value out of its bounds, a body that cannot be read.
 * Never what it held or which class failed.
 *
 * <p>For tokens the problem extension has answers too, but its version for this one of Quarkus
 * cannot be had here, and the one that can asks for a field that is gone.
 */
class Refusals {

    private static final int BEFORE_THE_EXTENSIONS = 1;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final ProblemTypes types;

    Refusals(ProblemTypes types) {
        this.types = types;
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSIONS)
    public Response noToken(UnauthorizedException e, UriInfo uri) {
        return signInFirst(e, uri);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSIONS)
    public Response badToken(AuthenticationFailedException e, UriInfo uri) {
        return signInFirst(e, uri);
    }

    private Response signInFirst(Throwable e, UriInfo uri) {
        var problem =
                HttpProblem.builder()
                        .withStatus(401)
                        .withHeader("WWW-Authenticate", "Bearer")
                        .build();
        return types.answer(problem, e, uri);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSIONS)
    public Response outOfBounds(ConstraintViolationException e, UriInfo uri) {
        var violations =
                e.getConstraintViolations().stream()
                        .map(violation ->
                                new Violation(
                                        field(violation.getPropertyPath()), violation.getMessage()))
                        .sorted(Comparator.comparing(Violation::field))
                        .toList();
        return types.answer(Problem.invalid(violations), e, uri);
    }

    /** Those that the extension or Quarkus has mappers for are named, to come before these. */
    @ServerExceptionMapper(
            value = {
                UnrecognizedPropertyException.class,
                InvalidFormatException.class,
                MismatchedInputException.class,
                JsonProcessingException.class
            },
            priority = BEFORE_THE_EXTENSIONS)
    public Response unreadable(JsonProcessingException e, UriInfo uri) {
        return types.answer(unreadable(e), e, uri);
    }

    private static Problem unreadable(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Problem.invalid(
                    path(mapping),
                    e instanceof UnrecognizedPropertyException
                            ? "is not a field of this request"
                            : "is not of the type this field has");
        }
        return Problem.invalid("", "the body is not the JSON object of this request");
    }

    /**
     * The path without what only the code knows: the method, and the parameter when it is a body.
     */
    private static String field(Path path) {
        var names =
                StreamSupport.stream(path.spliterator(), false)
                        .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                        .map(Object::toString)
                        .toList();
        return String.join(".", names.subList(Math.min(names.size() - 1, 2), names.size()));
    }

    /** A name that no field of ours could have is the caller's text, and is not repeated. */
    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getFieldName())
                .map(name -> NAME.matcher(name).matches() ? name : "(another name)")
                .collect(Collectors.joining("."));
    }
}
