/** It has no types of its own. */
declare module 'asl-validator' {
  interface Validation {
    readonly isValid: boolean;
    readonly errors: { readonly 'Error code': string; readonly Message: string }[];
  }

  /** It writes into the definition. */
  function validate(definition: object): Validation;
  export = validate;
}
