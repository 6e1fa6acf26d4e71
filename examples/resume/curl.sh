#!/bin/sh
# Follows a planning session with curl: ./curl.sh http://localhost:4000 ses_…
server=$1
session=$2
position=$(mktemp)
trap 'rm -f "$position"' EXIT

# The last id says that it is the last.
while ! grep -q '\.end$' "$position"; do
  curl -sN -H "Last-Event-ID: $(cat "$position")" "$server/events?sessionId=$session" |
    while IFS= read -r line; do
      case $line in
        id:*) id=${line#id: } ;;
        data:*)
          echo "$line" | sed 's/.*"type":"\([A-Za-z]*\)","id":"\([^"]*\)".*/\2 \1/'
          echo "$id" >"$position"
          ;;
      esac
    done
  sleep 0.2
done
