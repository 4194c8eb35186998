-- Reads a part of what is kept of a channel.
-- KEYS: head, entries
-- ARGV: position as seq or '' for the newest, its epoch or '', how many at most, how many bytes are enough
-- Returns the epoch or '', the oldest and the newest seq, why the position is none of ours ('EPOCH', 'AHEAD' or ''), whether
-- nothing was left out behind what is given, and of each entry, in the order of reading, its seq, when it came in ms, its text.
local head = redis.call('HMGET', KEYS[1], 'epoch', 'last', 'base', 'before')
local epoch, last = head[1] or '', tonumber(head[2] or '0')
local newest, most, bytes = ARGV[1] == '', tonumber(ARGV[3]), tonumber(ARGV[4])
local STEP = 10

local function text(number)
    return string.format('%.0f', number)
end

local function seqOf(entry)
    return tonumber(string.match(entry[1], '^%d+'))
end

-- The position, or 0 and why it is none of ours.
local function asked()
    local seq = newest and 0 or tonumber(ARGV[1])
    if ARGV[2] == '' or ARGV[2] == epoch then
        if seq > last then
            return 0, 'AHEAD'
        end
    elseif ARGV[2] ~= head[4] or seq >= tonumber(head[3]) then
        return 0, 'EPOCH'
    end
    return seq, ''
end

local position, none = asked()
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local first = oldest and seqOf(oldest) or last + 1
local after = math.max(position, first - 1)
local result, complete, taken = {epoch, text(first), text(last), none, 1}, 1, 0
local from = newest and last or after + 1
while from > after and from <= last do
    local found
    if newest then
        found = redis.call('XREVRANGE', KEYS[2], text(from), '-', 'COUNT', STEP)
    else
        found = redis.call('XRANGE', KEYS[2], text(from), '+', 'COUNT', STEP)
    end
    if not found[1] then
        break
    end
    for _, entry in ipairs(found) do
        if taken >= most or bytes <= 0 then
            complete = 0
            break
        end
        local seq, fields = seqOf(entry), entry[2]
        result[#result + 1] = text(seq)
        result[#result + 1] = fields[2]
        result[#result + 1] = fields[6]
        taken = taken + 1
        bytes = bytes - #fields[6]
        from = newest and seq - 1 or seq + 1
    end
    if complete == 0 then
        break
    end
end
result[5] = complete
return result
