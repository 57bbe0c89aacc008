import { z } from "zod";
import type { Example } from "./api-examples";
import type { Operation } from "./api-operation";
import { parametersOf } from "./api-parameters";

export const ProductionsQuery = z.strictObject({
  file: z.string().min(1).max(200).default("upload").describe("name of the file, for people"),
});

export const ProductionsReport = z.object({
  rows: z.number().int().describe("components in the file"),
  loaded: z.number().int().describe("components that were not known before"),
  unknown_models: z.array(z.string()).describe("codes that no OEM has a model of yet"),
});
export type ProductionsReport = z.infer<typeof ProductionsReport>;

/** Rows that an answer names of those that cannot be taken. */
export const FAULTS_NAMED = 100;

export const LOAD_LOT: Example = {
  id: "components-file",
  title: "A lot of a component plant",
  request: (
    address,
  ) => `curl -H "Authorization: Bearer $KEY" -H "Content-Type: text/csv" --data-binary @lot-4711.csv \\
  "${address}/api/v1/productions?file=lot-4711.csv"`,
  status: 200,
  type: "application/json",
  answer: { rows: 600, loaded: 600, unknown_models: [] },
};

/** For systems of component plants, which are the maker's. */
export const PRODUCTION_OPERATION: Operation = {
  method: "post",
  path: "/api/v1/productions",
  id: "loadProductions",
  summary: "Tell which components were made",
  description: `A file, CSV or XLSX, of what a component plant made, a component a row: columns Kind (motor, battery, display, remote, module), Plant, Lot, Part number, Models (codes; empty for any), Serial number, Produced (may be empty). All of it is stored, or nothing: then the problem names up to ${FAULTS_NAMED} rows in faults. The same again changes nothing.`,
  scope: "produce",
  body: {
    "text/csv": null,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": null,
  },
  parameters: [
    {
      name: "Content-Type",
      in: "header",
      required: true,
      description: "CSV or XLSX",
      schema: { enum: ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] },
    },
    ...parametersOf(ProductionsQuery),
  ],
  answer: { "application/json": ["ProductionsReport"] },
  statuses: {
    "200": "all components are known now",
    "400": "nothing was stored: a column is missing, or rows cannot be read or contradict what is known",
    "401": "no valid key, and nobody signed in",
    "403":
      "the key lacks the scope produce or is not the maker's, or the person is no steward or administrator of the maker",
    "408": "the body was not complete within 30 s",
    "413": "more bytes than one request may have",
    "415": "neither CSV nor XLSX, or another encoding than gzip",
    "429": "too many requests under way at once",
    "500": "a fault on our side; it has been recorded",
    "503": "the store cannot answer now; what was sent may be sent again as it was",
  },
  examples: [LOAD_LOT],
};
