import type { Scope } from "./actor";
import type { Example } from "./api-examples";
import type { Parameter } from "./api-parameters";

/** One entry of the API, as the document and its page show it. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: Scope;
  /** Names of schemas of a body by media type, null for a file; without it packets. */
  readonly body?: Readonly<Record<string, BodyName | null>>;
  readonly parameters: readonly Parameter[];
  /** Names of schemas by media type. */
  readonly answer: Readonly<Record<string, readonly AnswerName[]>>;
  /** What each status of an answer means for this operation. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
}
export type BodyName = "RegistrationBody" | "ConsentBody" | "EstimateBody";
export type AnswerName =
  | "Activation"
  | "Bike"
  | "Bikes"
  | "Estimate"
  | "Lookup"
  | "Range"
  | "Readings"
  | "Rides"
  | "Series"
  | "UploadReport"
  | "RegistrationReport"
  | "RegistrationReceipt"
  | "Registration"
  | "ProductionsReport"
  | "ConsentReceipt";
