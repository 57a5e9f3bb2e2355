/** A call that cannot be carried out as it was made: exit status 2. */
export class CallError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CallError';
  }
}
