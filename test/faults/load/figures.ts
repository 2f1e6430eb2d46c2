export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`
export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
