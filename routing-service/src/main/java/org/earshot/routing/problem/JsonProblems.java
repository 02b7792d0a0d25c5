package org.earshot.routing.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A body that cannot be read: says where, and neither what it held nor which class failed. */
class JsonProblems {

    private static final int BEFORE_THE_LIBRARYS_OWN = 1;

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

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
