import type { AnswerName, Operation } from "./api-operation";
import { API_SCHEMAS, schemaOf } from "./api-schemas";
import { type SchemaField, schemaFields } from "./schema-fields";

/** The fields of a body, or of one of the answers that an operation has. */
export interface FieldsOf {
  readonly part: "body" | "answer";
  /** Which of several answers; null where there is one. */
  readonly which: string | null;
  readonly fields: readonly SchemaField[];
}

/** The fields of an operation's body and answers in JSON; packets have tables of their own, and files no fields. */
export function operationFields({ body = {}, answer }: Operation): readonly FieldsOf[] {
  const bodies = Object.values(body).flatMap((name) => (name === null ? [] : [name]));
  const answers = Object.values(answer).flat();
  const fieldsOf = (name: (typeof bodies)[number] | AnswerName) => schemaFields(schemaOf(API_SCHEMAS[name]));
  return [
    ...bodies.map((name) => ({ part: "body" as const, which: null, fields: fieldsOf(name) })),
    ...answers.map((name) => ({
      part: "answer" as const,
      which: answers.length > 1 ? inWords(name) : null,
      fields: fieldsOf(name),
    })),
  ];
}

/** `RegistrationReport` as `registration report`. */
const inWords = (name: AnswerName): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
