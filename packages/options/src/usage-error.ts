/**
 * Arguments are wrong. The message is written for the caller and holds no value that could be secret, so a program may
 * pass it on; an error of another class can come from a caller's getter or function, and its message can hold anything.
 */
export class UsageError extends TypeError {}
