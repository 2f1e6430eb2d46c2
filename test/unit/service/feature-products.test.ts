import { expect, test } from 'vitest'
import { featureProducts } from '../../../main/service/feature-products.ts'
import type { CapacityAnswer } from '../../../preload/contract/history.ts'

test('products are told of each feature of an answer that a table knows', () => {
  const about = { tag: 'cad', at: 1_790_000_000, before: null, seats: 20 }
  const license = { tag: 'cad', version: '1.0', vendor: 'adskflex', seats: 20, of: 20, expires: '2027-06-30' }
  const answer: CapacityAnswer = {
    changes: ['87084ACD_2019_0F', 'MATLAB', '__proto__'].map((feature) => ({ ...about, feature })),
    expiry: [{ ...license, feature: '87088ACAD_E_2019_0F', superseded: false }],
  }
  const asked: string[] = []
  const products = featureProducts('capacity', answer, (feature) => {
    asked.push(feature)
    return /^\d/.test(feature) ? [`Product of ${feature}`] : []
  })
  expect(asked).toEqual(['87084ACD_2019_0F', 'MATLAB', '__proto__', '87088ACAD_E_2019_0F'])
  expect(products).toEqual({
    '87084ACD_2019_0F': ['Product of 87084ACD_2019_0F'],
    '87088ACAD_E_2019_0F': ['Product of 87088ACAD_E_2019_0F'],
  })
})
