import type { Parameter } from "./api-parameters";

/** A rider's own word beside the client's key. */
export const RIDER_TOKEN: Parameter = {
  name: "Slipstream-Rider",
  in: "header",
  required: false,
  description:
    "Bearer and the rider's token: a JSON Web Token that your organisation's OpenID Connect issuer signed (RS, PS or ES with 256, 384 or 512 bits, or EdDSA), for the audience that was agreed and no other, with exp and iat, issued an hour ago at most unless another age was agreed; clocks may differ by 60 s. To record consent its scope (or scp) must have consents:write",
  schema: { type: "string", pattern: "^Bearer .+\\..+\\..+$", maxLength: 8_192 },
};
