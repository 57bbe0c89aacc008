import type { Operation } from "./api-operation";
import { parametersOf } from "./api-parameters";
import { RegistrationQuery, RegistrationStateQuery } from "./registration-answers";
import { ASK_FILE, CHECK_ROWS, SEND_FILE } from "./registration-examples";

const OUR_FAULT = "a fault on our side; it has been recorded";
const FORBIDDEN = "the key lacks the scope register or is no OEM's, or the person has no role that registers";
const UNKNOWN = "no valid key, and nobody signed in";

/** Registering bikes. */
export const REGISTRATION_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/registrations",
    id: "registerBikes",
    summary: "Register bikes",
    description:
      "Up to 1,000 bikes as JSON, answered row by row at once; or a whole file, CSV or XLSX, answered with the address where its state is. Each row is taken or refused by itself; one of a bike that the key is not bound to is refused as not-allowed. A bike that is registered already with the same values is unchanged: the same again stores nothing twice.",
    scope: "register",
    body: {
      "application/json": "RegistrationBody",
      "text/csv": null,
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": null,
    },
    parameters: [
      {
        name: "Content-Type",
        in: "header",
        required: true,
        description: "JSON: rows; CSV or XLSX: a file, whose plant and mode are parameters",
        schema: {
          enum: [
            "application/json",
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ],
        },
      },
      ...parametersOf(RegistrationQuery).map((each) => ({ ...each, required: false })),
    ],
    answer: { "application/json": ["RegistrationReport", "RegistrationReceipt"] },
    statuses: {
      "200": "rows were worked on; the report says what became of each",
      "202": "the file is kept and will be worked on",
      "400": "not understood; the detail says what was expected and what came",
      "401": UNKNOWN,
      "403": FORBIDDEN,
      "404": "no such plant, or not one of yours",
      "408": "the body was not complete within 30 s",
      "409": "the plant is closed",
      "413": "more rows or bytes than one request may have",
      "415": "neither JSON, CSV nor XLSX, or another encoding than gzip",
      "429": "too many requests or files under way at once",
      "500": OUR_FAULT,
      "503": "the store cannot answer now; what was sent may be sent again as it was",
    },
    examples: [CHECK_ROWS, SEND_FILE],
  },
  {
    method: "get",
    path: "/api/v1/registrations/{id}",
    id: "getRegistration",
    summary: "State of a registration",
    description: "How far a file or request is, what became of its rows, and its failed rows page by page.",
    scope: "register",
    parameters: [
      {
        name: "id",
        in: "path",
        required: true,
        description: "the registration's id",
        schema: { type: "string", pattern: "^[0-9a-f-]{36}$" },
      },
      ...parametersOf(RegistrationStateQuery),
    ],
    answer: { "application/json": ["Registration"] },
    statuses: {
      "200": "the registration's state",
      "400": "a parameter is not understood; the detail names it, what was expected and what came",
      "401": UNKNOWN,
      "403": FORBIDDEN,
      "404": "no such registration, or not one of yours",
      "429": "too many questions under way at once",
      "500": OUR_FAULT,
      "503": "the store cannot answer now",
    },
    examples: [ASK_FILE],
  },
];
