import { describe, expect, it } from "vitest";
import { classifyAnswer, classifyType } from "./bulk-answer";

describe("classifyAnswer", () => {
  it.each([
    [201, undefined, "done"],
    [400, "resource_already_exists_exception", "done"],
    [409, "version_conflict_engine_exception", "conflict"],
    [413, undefined, "too-large"],
    [429, "es_rejected_execution_exception", "retriable"],
    [503, undefined, "retriable"],
    [400, "document_parsing_exception", "permanent"],
    [429, "cluster_block_exception", "broken"],
    [403, "cluster_block_exception", "broken"],
    [400, "index_closed_exception", "broken"],
    [400, "validation_exception", "broken"],
    [404, "index_not_found_exception", "broken"],
    [401, "security_exception", "broken"],
    [400, "action_request_validation_exception", "unknown"],
    [500, "null_pointer_exception", "unknown"],
  ] as const)("takes %i %s for %s", (status, type, kind) => {
    expect(classifyAnswer(status, type)).toBe(kind);
  });
});

describe("classifyType", () => {
  it.each([
    ["index_not_found_exception", "broken"],
    ["security_exception", "broken"],
    ["index_closed_exception", "broken"],
    ["no_shard_available_action_exception", "retriable"],
    ["circuit_breaking_exception", "retriable"],
    ["document_parsing_exception", "unknown"],
    ["null_pointer_exception", "unknown"],
    [undefined, "unknown"],
  ] as const)("takes %s for %s", (type, kind) => {
    expect(classifyType(type).kind).toBe(kind);
  });
});
