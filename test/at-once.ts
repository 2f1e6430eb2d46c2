// Work that the program does in steps, done at once: tests have nobody else to let work meanwhile.
import { learnHostsSteps } from '../main/poller/hints.ts'
import { pollSteps } from '../main/service/poll-rows.ts'
import { privateAnswerSteps } from '../main/service/private-answer.ts'
import { privateBoardSteps } from '../main/service/private-board.ts'
import { recordSteps } from '../main/usage/record.ts'
import { liveSeatsSteps } from '../main/usage/seats.ts'
import { trackSteps } from '../main/usage/tracker.ts'
import { atOnce, type Steps } from '../preload/contract/steps.ts'

const whole =
  <Given extends unknown[], Made>(inSteps: (...given: Given) => Steps<Made>) =>
  (...given: Given): Made =>
    atOnce(inSteps(...given))

export const learnHosts = whole(learnHostsSteps)
export const pollRows = whole(pollSteps)
export const privateAnswer = whole(privateAnswerSteps)
export const privateBoard = whole(privateBoardSteps)
export const recordRows = whole(recordSteps)
export const liveSeats = whole(liveSeatsSteps)
export const track = whole(trackSteps)
