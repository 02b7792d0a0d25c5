package org.earshot.routing.problem;

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
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What the framework refuses before a resource is reached, in words of ours: a token that is
 * missing or wrong, a body that cannot be read, a value out of its bounds. Never what it held or
 * which class failed.
 *
 * <p>For tokens the problem extension has answers too, but the version of it that can be had asks
 * for a field that this Quarkus has no more.
 */
class Refusals {

    private static final int BEFORE_THE_LIBRARYS_OWN = 1;

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = BEFORE_THE_LIBRARYS_OWN)
    public Response withoutToken() {
        return HttpProblem.builder(ProblemTypes.named(Response.Status.UNAUTHORIZED.getStatusCode()))
                .withHeader("WWW-Authenticate", "Bearer")
                .build()
                .toResponse();
    }

    @ServerExceptionMapper(priority = BEFORE_THE_LIBRARYS_OWN)
    public Response outOfBounds(ConstraintViolationException e) {
        return new Invalid(
                        e.getConstraintViolations().stream()
                                .map(violation ->
                                        new Invalid.Violation(
                                                field(violation.getPropertyPath()),
                                                violation.getMessage()))
                                .sorted(Comparator.comparing(Invalid.Violation::field))
                                .toList())
                .toResponse();
    }

    @ServerExceptionMapper(
            value = {
                UnrecognizedPropertyException.class,
                InvalidFormatException.class,
                MismatchedInputException.class,
                JsonProcessingException.class
            },
            priority = BEFORE_THE_LIBRARYS_OWN)
    public Response unreadable(JsonProcessingException e) {
        return problem(e).toResponse();
    }

    private static HttpProblem problem(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return new Invalid(
                    path(mapping),
                    e instanceof UnrecognizedPropertyException
                            ? "is not a field of this request"
                            : "is not of the type this field has");
        }
        return new Invalid("", "the body is not the JSON object of this request");
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

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
