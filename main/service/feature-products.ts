import type { AnswerOf, NamedQuestion, WithProducts } from '../../preload/contract/history.ts'

type Features = readonly { readonly feature: string }[]

const FEATURES: { readonly [Q in NamedQuestion]: (answer: AnswerOf<Q>) => Features } = {
  person: ({ byFeature, denials }) => [...byFeature, ...denials],
  denials: ({ byFeature }) => byFeature,
  capacity: ({ changes, expiry }) => [...changes, ...expiry],
}

/** The products of all features that an answer is about, of those that `productsOf` knows. */
export function featureProducts<Q extends NamedQuestion>(
  question: Q,
  answer: AnswerOf<Q>,
  productsOf: (feature: string) => readonly string[],
): WithProducts['products'] {
  const features = new Set(FEATURES[question](answer).map(({ feature }) => feature))
  const told = [...features].map((feature) => [feature, productsOf(feature)] as const)
  return Object.fromEntries(told.filter(([, products]) => products.length > 0))
}
