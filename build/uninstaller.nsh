# Start on login is a value in the registry of each user who switched it on, under the app's id, which Seatlog itself wrote. It
# goes with the program: for everybody who is signed in, since only their part of the registry is there. An upgrade runs the
# old uninstaller as well, and must leave it.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    Push $0
    Push $1
    StrCpy $0 0
    ${do}
      EnumRegKey $1 HKU "" $0
      ${if} $1 == ""
        ${exitDo}
      ${endIf}
      DeleteRegValue HKU "$1\Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
      DeleteRegValue HKU "$1\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
      IntOp $0 $0 + 1
    ${loop}
    # Those of other users may not be touched, which is no failure.
    ClearErrors
    Pop $1
    Pop $0
  ${endIf}
!macroend
